import { countComments } from "./isso/count.ts";
import { readSettings } from "./isso/settings.ts";

/* Stands in for the file of Isso's client that counts comments. */
const start = () => void countComments(readSettings());

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
