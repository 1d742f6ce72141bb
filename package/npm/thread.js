// The worker of a browser.

import { init } from "./index.js";
import { serve } from "./serve.js";

const answer = serve(init, (said) => postMessage(said));
addEventListener("message", ({ data }) => answer(data));
