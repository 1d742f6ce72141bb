import { firefox } from "./browsers.js";
import { holds } from "./suite.js";

holds("Firefox", firefox);
