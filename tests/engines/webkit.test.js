import { webkit } from "./browsers.js";
import { holds } from "./suite.js";

holds("WebKit", webkit);
