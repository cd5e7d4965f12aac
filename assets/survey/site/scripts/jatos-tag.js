"use strict";

// JATOS serves jatos.js beside the page and wants it in the head; elsewhere there is no such file.
if (window.PRAGNANZ.mode === "jatos") document.write('<script src="jatos.js"></' + "script>");
