// The sound of one call: the waveform of both sides, and words that follow it. The sound goes on playing while the
// server brings transcript and score; whatever it brings is read afresh after each swap.

const PLAYS = "[data-play]";
const TYPING = "input, textarea, select, [contenteditable=true]";
const SPEEDS = [1, 1.25, 1.5, 2, 0.75];
const AGAIN_S = 1; // 'back' within the first second of a turn goes to the turn before
const LOUDEST = 8; // a quiet line is drawn up to this many times larger, both sides alike

let player = null;
let wanted = null; // a second that an address or a search asks for, perhaps before the player is there

class Player {
  constructor(root, WaveSurfer, peaks) {
    this.root = root;
    this.audio = root.querySelector("audio");
    this.seconds = Number(root.dataset.seconds);
    this.playButton = root.querySelector("#play");
    this.followButton = root.querySelector("#follow");
    this.follows = true;
    this.speed = 0;
    this.nowTurn = this.nowWord = null;
    if (WaveSurfer && peaks) this.draw(WaveSurfer, peaks);
    else root.classList.add("is-plain"); // no outline to draw: the browser's own player takes its place
    this.readWords();
    this.listen();
    root.classList.add("is-ready");
    this.holdWidth();
    this.show();
  }

  holdWidth() {
    // The longer of its two words decides the width of the button, so that nothing beside it moves.
    const word = this.root.querySelector(".player-word");
    const widths = [this.root.dataset.textPause, this.root.dataset.textPlay].map((text) => {
      word.textContent = text;
      return Math.ceil(this.playButton.getBoundingClientRect().width);
    });
    this.playButton.style.minWidth = `${Math.max(...widths)}px`;
  }

  draw(WaveSurfer, peaks) {
    const loudest = Math.max(...peaks.flat(), 1 / LOUDEST);
    const style = getComputedStyle(this.root);
    const color = (name) => resolved(style.getPropertyValue(name));
    const sides = peaks.length > 1 ? ["--side-patient", "--side-administrator"] : ["--side-administrator"];
    const height = parseInt(getComputedStyle(this.root.querySelector(".waves")).getPropertyValue("--wave"), 10);
    this.waves = WaveSurfer.create({
      container: this.root.querySelector(".waves-picture"),
      cspNonce: document.body.dataset.nonce,
      media: this.audio,
      url: this.audio.src,
      peaks: peaks.map((side) => side.map((value) => (value * 0.92) / loudest)),
      duration: this.seconds,
      height,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      cursorWidth: 2,
      cursorColor: color("--text"),
      dragToSeek: true,
      splitChannels: sides.map((side) => ({ waveColor: color("--line-strong"), progressColor: color(side) })),
    });
    this.waves.on("ready", () => this.waves.setTime(this.now)); // a second that was asked for before it was drawn
    this.waves.on("error", () => {}); // the audio element tells of it, see listen()
  }

  readWords() {
    const spans = (from) => [...from].map((element) => ({
      element,
      start: Number(element.dataset.start),
      end: Number(element.dataset.end),
    }));
    this.turns = spans(document.querySelectorAll("#turns .turn"));
    this.words = spans(document.querySelectorAll("#turns .word")).sort((one, other) => one.start - other.start);
    this.nowTurn = this.nowWord = null;
    this.shade(spans(document.querySelectorAll("#marks li")));
  }

  shade(marks) {
    const place = this.root.querySelector(".waves-marks");
    place.replaceChildren(...marks.map((mark) => {
      const box = document.createElement("div");
      box.className = `waves-mark mark-${mark.element.dataset.kind}`;
      box.style.left = `${(mark.start / this.seconds) * 100}%`;
      box.style.width = `${((mark.end - mark.start) / this.seconds) * 100}%`;
      return box;
    }));
    const kinds = new Set(marks.map((mark) => mark.element.dataset.kind));
    for (const legend of this.root.querySelectorAll("[data-legend]")) legend.hidden = !kinds.has(legend.dataset.legend);
  }

  listen() {
    const audio = this.audio;
    this.playButton.addEventListener("click", () => this.toggle());
    this.root.querySelector("#speed").addEventListener("click", () => this.changeSpeed());
    this.root.querySelector("#show-keys").addEventListener("click", () => document.getElementById("call-keys").showModal());
    this.followButton.addEventListener("click", () => this.follow(!this.follows));
    for (const name of ["play", "pause", "ended", "seeked", "seeking", "ratechange"]) audio.addEventListener(name, () => this.show());
    audio.addEventListener("play", () => this.run());
    audio.addEventListener("error", () => window.callcenter.notice(this.root.dataset.textNoSound));
  }

  get now() {
    return this.audio.currentTime;
  }

  toggle() {
    if (this.audio.paused) this.start();
    else this.audio.pause();
  }

  start() {
    this.audio.play().catch((error) => {
      if (error.name !== "AbortError") window.callcenter.notice(this.root.dataset.textNoSound);
    });
  }

  playFrom(second) {
    this.seek(second);
    this.follow(true);
    this.start();
  }

  seek(second) {
    const wanted = Math.max(0, Math.min(second, this.seconds));
    this.waves?.setTime(wanted); // moves the cursor, also of a sound that was not loaded yet
    this.audio.currentTime = wanted;
    this.show();
  }

  jump(step) {
    const starts = [...new Set(this.turns.map((turn) => turn.start))].sort((one, other) => one - other);
    const before = starts.filter((start) => start <= this.now + 0.01);
    const wanted = step > 0
      ? starts.find((start) => start > this.now + 0.05)
      : this.now - (before.at(-1) ?? 0) > AGAIN_S ? before.at(-1) : before.at(-2) ?? 0;
    if (wanted === undefined) return;
    this.follow(true);
    this.seek(wanted);
  }

  changeSpeed() {
    this.speed = (this.speed + 1) % SPEEDS.length;
    this.audio.playbackRate = SPEEDS[this.speed];
    this.root.querySelector("#speed-now").textContent = `${SPEEDS[this.speed]}×`;
  }

  follow(follows) {
    this.follows = follows;
    this.followButton.setAttribute("aria-pressed", String(follows));
    const word = this.followButton.querySelector(".state-word");
    word.textContent = follows ? word.dataset.on : word.dataset.off;
    if (follows && this.nowTurn) this.bringIntoView();
  }

  run() {
    this.show();
    if (!this.audio.paused) requestAnimationFrame(() => this.run());
  }

  show() {
    const playing = !this.audio.paused && !this.audio.ended;
    if (this.root.classList.toggle("is-playing", playing) !== this.wasPlaying) {
      this.wasPlaying = playing;
      this.root.querySelector(".player-word").textContent = playing ? this.root.dataset.textPause : this.root.dataset.textPlay;
    }
    write(this.root.querySelector("#player-now"), clock(this.now));
    this.mark("nowWord", heard(this.words, this.now));
    if (this.mark("nowTurn", heard(this.turns, this.now)) && this.nowTurn && this.follows && playing) this.bringIntoView();
  }

  mark(which, found) {
    const element = found?.element ?? null;
    if (element === this[which]) return false;
    this[which]?.classList.remove("is-now");
    this[which]?.removeAttribute("aria-current");
    element?.classList.add("is-now");
    if (which === "nowTurn") element?.setAttribute("aria-current", "true");
    this[which] = element;
    return true;
  }

  bringIntoView() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.nowTurn.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }
}

document.addEventListener("player:seek", (event) => {
  wanted = event.detail.second;
  seekWanted();
});

function seekWanted() {
  if (!(player instanceof Player) || wanted === null) return;
  player.follow(true);
  player.seek(wanted);
  wanted = null;
}

// ---- small helpers ----
function heard(spans, now) {
  // Of what is being said the part that began last; where nobody speaks, nothing.
  let found = null;
  for (const span of spans) {
    if (span.start > now + 0.02) break;
    if (now < span.end) found = span;
  }
  return found;
}

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds + 0.001));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function resolved(color) {
  // A canvas does not know light-dark(): let an element work it out.
  const probe = document.createElement("i");
  probe.style.color = color;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

// ---- setting up, at first and whenever the server has brought a player ----
async function setUp() {
  const root = document.getElementById("player");
  if (!root || player?.root === root) return;
  player = { root }; // a second call while the files are on their way does nothing
  const script = document.getElementById("player-script");
  const [library, outline] = await Promise.allSettled([import(script.dataset.waves), peaksOf(root)]);
  player = new Player(root, library.value?.default, outline.value);
  seekWanted();
}

// The outline of what is played: with the same private words hidden or shown.
async function peaksOf(root) {
  const asked = new URL(root.querySelector("#audio").src, location.href).search;
  const answer = await fetch(`/recordings/${root.dataset.recording}/peaks${asked}`);
  if (!answer.ok) throw new Error("no outline");
  return (await answer.json()).peaks;
}

document.addEventListener("live:swapped", (event) => {
  if (event.detail.name === "call-sound") setUp();
  if (event.detail.name === "call-words" && player instanceof Player) {
    player.readWords();
    player.show();
  }
});

document.addEventListener("click", (event) => {
  if (!(player instanceof Player)) return;
  const word = event.target.closest("#turns .word");
  const plays = event.target.closest(PLAYS) ?? event.target.closest("#turns .turn")?.querySelector(PLAYS);
  if (!word && !plays) return;
  if (!word && String(getSelection())) return; // somebody is copying words
  player.playFrom(Number(word ? word.dataset.start : plays.dataset.play));
});

// Somebody who scrolls wants to read: the words stop following until the next click or jump.
for (const name of ["wheel", "touchmove"]) {
  document.addEventListener(name, (event) => {
    if (player instanceof Player && event.target.closest?.(".call-words")) player.follow(false);
  }, { passive: true });
}

function isOurs(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return false;
  if (!(player instanceof Player) || document.querySelector("dialog[open]")) return false;
  return !event.target.closest(TYPING);
}

document.addEventListener("keydown", (event) => {
  if (!isOurs(event)) return;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step) {
    event.preventDefault();
    player.jump(step);
  } else if (event.key === " " && isSpaceOurs(event.target)) {
    event.preventDefault();
    if (!event.repeat) player.toggle();
  }
});
document.addEventListener("keyup", (event) => {
  // Firefox presses a focused button when the key comes up.
  if (event.key === " " && isOurs(event) && isSpaceOurs(event.target)) event.preventDefault();
});

function isSpaceOurs(target) {
  return target.closest(PLAYS) || target.closest(".player-play") || !target.closest("button, a, summary, audio");
}

setUp();
