// A module whose memory cannot grow for ever: so that it can be made to have none left.

/** A number as LEB128, and where it ends. */
function number(bytes, at) {
  let [value, shift, byte] = [0, 0, 0];
  do {
    byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    shift += 7;
  } while (byte & 128);
  return [value, at];
}

function written(value) {
  const bytes = [];
  do {
    bytes.push((value % 128) + (value >= 128 ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return bytes;
}

/** The module with at most so many pages of memory. */
export function bounded(module, pages) {
  for (let at = 8; at < module.length; ) {
    const id = module[at];
    const [size, begins] = number(module, at + 1);
    if (id === 5) {
      const [least] = number(module, begins + 2);
      const memory = [1, 1, ...written(least), ...written(Math.max(pages, least))];
      const section = [5, ...written(memory.length), ...memory];
      return Uint8Array.from([...module.subarray(0, at), ...section, ...module.subarray(begins + size)]);
    }
    at = begins + size;
  }
  throw new Error("the module has no memory of its own");
}
