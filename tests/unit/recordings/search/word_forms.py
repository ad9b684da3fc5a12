"""Words of the clinic's telephone with their forms: a line is one word, and each form of it must find every other."""

FORMS = {
    "ru": """
        приём приёма приёму приёмом приёме приемы приема прием
        врач врача врачу врачом враче врачи врачей врачам врачами
        зуб зуба зубу зубом зубе зубы зубов зубам зубами зубах
        запись записи записью записей записям
        записать записала записал запишу запишите запишем записан записана запишет
        записаться записался записалась запишусь записались
        болеть болит болел болела болят болели
        боль боли болью болей
        цена цены цене ценой цену цен ценам
        стоить стоит стоила стоило стоят стоил
        стоимость стоимости стоимостью
        имплант импланта импланты имплантов имплантом имплантами
        коронка коронки коронку коронкой коронок коронками
        пломба пломбы пломбу пломб пломбой
        удалить удалил удалю удаляем
        удаление удаления удалению удалением
        чистка чистки чистку чисткой чисток
        протез протеза протезы протезов протезом
        консультация консультации консультацию консультацией консультаций
        клиника клиники клинику клинике клиникой клиник
        прийти приду придёте придет пришёл пришла пришли придем
        подойти подойдёт подойдет подошло подходит
        перенести перенесу перенесите перенесли перенесём перенёс
        отменить отмените отменил отменили отменю отменяю
        дорого дороже дорогой дорогая
        скидка скидки скидку скидкой скидок скидками
        ребёнок ребёнка ребенка ребёнку ребенку ребёнком дети детей детям детьми
        жаловаться жалуется жалуюсь жаловался
        жалоба жалобы жалобу жалоб жалобой
        перезвонить перезвоните перезвоню перезвонили перезвонит
        лечение лечения лечению лечением
        лечить лечит лечу лечили лечат лечим
        страховка страховки страховку страховок страховкой
        опаздывать опаздываю опаздывает опаздывали опаздываете
        понедельник понедельника понедельнику понедельникам
        пятница пятницу пятницы пятнице
        человек человека людей люди людьми человеку
        деньги денег деньгами деньгам
        ехать еду едете ехал поехал едем
        идти иду идёт шёл шла идёте
        ждать жду ждёт ждали ждёте ждите
        директор директора директору директором
        Иванов Иванова Иванову Ивановым
        Петрова Петровой Петрову
        Орлова Орловой Орлову
        Анна Анны Анне Анну Анной
    """,
    "uk": """
        прийом прийому прийомом прийомі прийоми прийомів
        лікар лікаря лікарю лікареві лікарем лікарі лікарів лікарям
        зуб зуба зубу зубом зубі зуби зубів зубам зубами
        запис запису записом записі записи записів
        записати записала записав запишу запишіть запишемо записана записаний
        записатися записалася записався запишуся записались
        боліти болить боліла болів болять
        біль болю болем болі
        ціна ціни ціні ціну ціною цін цінам
        коштувати коштує коштувало коштують коштуватиме
        вартість вартості вартістю
        імплант імпланта імпланти імплантів імплантом
        коронка коронки коронку коронкою коронок
        пломба пломби пломбу пломб пломбою
        чистка чистки чистку чисткою чисток
        консультація консультації консультацію консультацією консультацій
        клініка клініки клініку клініці клінікою клінік
        прийти прийду прийдете прийшов прийшла прийшли
        перенести перенесу перенесіть перенесли перенесемо
        скасувати скасуйте скасував скасували скасую
        дитина дитини дитину дитиною діти дітей дітям дітьми
        скарга скарги скаргу скарг скаргою
        передзвонити передзвоніть передзвоню передзвонили
        лікування лікуванню лікуванням
        лікувати лікує лікую лікували лікуємо
        знижка знижки знижку знижок знижкою
        страховка страховки страховку страховкою
        понеділок понеділка понеділку понеділком
        пятниця п'ятниця п’ятниці п'ятницю
        здоров'я здоров’ю здоров'ям
        людина людини людей люди людьми
        гроші грошей грошима
        їхати їду їдете їхав їдемо
        йти йду йде йшов йшла
        чекати чекаю чекає чекали чекайте
        кров крові кров'ю
        ніч ночі ніччю ночей
        Петренко Петренка Петренку Петренком
        Коваленко Коваленка Коваленку
        Оксана Оксани Оксані Оксану
    """,
    "pl": """
        wizyta wizyty wizytę wizycie wizytą wizyt wizytom
        lekarz lekarza lekarzowi lekarzem lekarze lekarzy
        ząb zęba zębowi zębem zęby zębów zębami zębach
        umówić umówię umówił umówiła umówiona umówiony umówimy
        zapisać zapisałem zapiszę zapisała zapisany zapiszemy
        boleć boli bolał bolała bolą
        ból bólu bólem bóle
        cena ceny cenę cenie ceną cen cenami
        kosztować kosztuje kosztują kosztowało kosztowała
        implant implantu implanty implantów implantem
        korona korony koronę koroną koron
        plomba plomby plombę plomb plombą
        leczenie leczenia leczeniu leczeniem
        leczyć leczy leczę leczyli leczymy
        konsultacja konsultacji konsultację konsultacją
        przychodnia przychodni przychodnię przychodnią
        klinika kliniki klinikę klinice kliniką
        przyjść przyjdę przyjdzie przyszedł przyszła przyszli
        przełożyć przełożę przełożył przełożymy przełożyli
        odwołać odwołuję odwołałem odwołała odwołam
        dziecko dziecka dziecku dzieckiem dzieci dzieciom dziećmi
        zadzwonić zadzwonię zadzwoniła zadzwoń zadzwonimy
        zniżka zniżki zniżkę zniżek zniżką
        ubezpieczenie ubezpieczenia ubezpieczeniem
        poniedziałek poniedziałku poniedziałkiem
        środa środy środę środzie
        człowiek człowieka ludzie ludzi ludziom
        pieniądze pieniędzy pieniędzmi
        iść idę idzie szedł szła idziemy
        dzień dnia dni dniem dniach
        ręka ręki rękę ręce rąk
        skarga skargi skargę skarg skargą
        opóźnienie opóźnienia opóźnieniem
        kanał kanału kanały kanałów kanałowi
        Nowak Nowaka Nowakiem
        Kowalska Kowalskiej Kowalską
        mówić mówię mówił mówiła mówi mówią
    """,
    "en": """
        appointment appointments appointment's
        tooth teeth
        book booked booking books
        cancel cancelled canceled cancelling canceling cancels
        hurt hurts hurting
        price prices pricing priced
        cost costs costing
        crown crowns
        filling fillings
        implant implants
        come came coming comes
        go goes went going gone
        child children children's
        pay pays paid paying
        call called calling calls
        reschedule rescheduled rescheduling reschedules
        dentist dentists dentist's
        person people
        ache aches aching ached
        bleed bleeding bled bleeds
        speak spoke spoken speaking speaks
        think thought thinking thinks
        complaint complaints
        complain complained complaining complains
        cheap cheaper cheapest
        good better best
        insure insured insurance
        wait waited waiting waits
        late later
        x-ray x-rays
        check-up checkup check-ups checkups
        woman women
        foot feet
        buy bought buying buys
        feel felt feeling feels
        see saw seen seeing sees
        take took taken taking takes
    """,
}
