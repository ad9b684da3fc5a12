"""Voice automation: speech for prompts now; menus and conversations that understand short answers later."""
