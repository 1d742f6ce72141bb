// The commands of W3C WebDriver over its two wires: http, as WebKitWebDriver has it, and Marionette, which Firefox speaks itself
// and in which every command has another name.

import { connect } from "node:net";

/** Method and path of http, with the name in Marionette. */
const COMMANDS = {
  start: ["POST", "", "WebDriver:NewSession"],
  open: ["POST", "/url", "WebDriver:Navigate"],
  size: ["POST", "/window/rect", "WebDriver:SetWindowRect"],
  timeouts: ["POST", "/timeouts", "WebDriver:SetTimeouts"],
  run: ["POST", "/execute/sync", "WebDriver:ExecuteScript"],
  frame: ["POST", "/frame", "WebDriver:SwitchToFrame"],
  find: ["POST", "/element", "WebDriver:FindElement"],
  click: ["POST", "/element/{id}/click", "WebDriver:ElementClick"],
  clear: ["POST", "/element/{id}/clear", "WebDriver:ElementClear"],
  type: ["POST", "/element/{id}/value", "WebDriver:ElementSendKeys"],
  context: ["", "", "Marionette:SetContext"],
};

/** How the standard marks an element in what is sent. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
export const idOf = (element) => element[ELEMENT];

/** Commands by http, to a driver at `address`. */
export function overHttp(address) {
  let session = "";
  return async (name, { id, ...given } = {}) => {
    const [method, path] = COMMANDS[name];
    // The frame's parameter is called as the element's is.
    const body = JSON.stringify(name === "frame" ? { id } : given);
    const response = await fetch(`${address}/session${session}${path.replace("{id}", id)}`, method === "POST" ? { method, body } : { method });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${name}: ${value.error}: ${value.message}`);
    if (name === "start") session = `/${value.sessionId}`;
    return value;
  };
}

/** Commands to the Marionette on a port of this machine. */
export async function overMarionette(port) {
  const socket = connect(port, "127.0.0.1");
  const asked = new Map();
  let greet;
  const greeted = new Promise((resolve, reject) => {
    greet = resolve;
    socket.once("error", reject);
  });
  let bytes = Buffer.alloc(0);
  // Each message is its length, a colon and JSON.
  socket.on("data", (more) => {
    bytes = Buffer.concat([bytes, more]);
    for (;;) {
      const colon = bytes.indexOf(":");
      const end = colon + 1 + Number(bytes.subarray(0, Math.max(colon, 0)));
      if (colon < 0 || bytes.length < end) return;
      const message = JSON.parse(bytes.subarray(colon + 1, end));
      bytes = bytes.subarray(end);
      if (Array.isArray(message)) asked.get(message[1])(message);
      else greet();
    }
  });
  socket.on("close", () => asked.forEach((answer) => answer([1, 0, { error: "closed", message: "Firefox has ended" }])));
  await greeted;
  let count = 0;
  return async (name, { id, ...given } = {}) => {
    // A frame is named by its element, and by nothing the page itself.
    const parameters = name === "frame" ? { element: id && idOf(id) } : { id, ...given };
    const number = ++count;
    const answer = new Promise((resolve) => asked.set(number, resolve));
    const message = JSON.stringify([0, number, COMMANDS[name][2], parameters]);
    socket.write(`${Buffer.byteLength(message)}:${message}`);
    const [, , error, value] = await answer;
    asked.delete(number);
    if (error) throw new Error(`${name}: ${error.error}: ${error.message}`);
    return value !== null && "value" in value ? value.value : value;
  };
}
