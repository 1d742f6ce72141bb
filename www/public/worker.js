// Runs a job of the engine beside the page: loads the engine once more, works, and says how far it is.

addEventListener("message", async ({ data: { script, wasm, pack, calculator, record } }) => {
  try {
    const [engine, bytes] = await Promise.all([import(script), fetch(pack).then((response) => response.arrayBuffer())]);
    await engine.default({ module_or_path: wasm });
    const told = (done, of) => postMessage({ done, of });
    postMessage({ result: engine.work(calculator, record, new Uint8Array(bytes), told) ?? "" });
  } catch (error) {
    postMessage({ error: String(error?.message ?? error) });
  }
});
