// A real WordPress for the tests: its own database, its own copy of WordPress with the plugin in it, PHP's built-in server.
// Everything lies in a temporary folder and is gone at the end.
//
//   node tests/wordpress/start.mjs [folder of the built site] [port]
//
// Needs Debian's packages below; as root they are installed where they are missing.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { freePort } from "../browser/free-port.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The built site that is copied into the plugin: the one place that names it. */
export const SITE = process.env.SUANPAN_DIST ? resolve(process.env.SUANPAN_DIST) : here("../../dist");
/** Who the tests log in as; also an editor and a subscriber, with the same password. */
export const USER = "admin";
export const PASSWORD = "suanpan-test";

const PLUGIN = here("../../kits/wordpress/suanpan");
/** WordPress' own files: Debian's, or those of another version. */
const WORDPRESS = process.env.SUANPAN_WORDPRESS_FILES ? resolve(process.env.SUANPAN_WORDPRESS_FILES) : "/usr/share/wordpress";
const PACKAGES = ["mariadb-server", "php-cli", "php-mysql", ...(process.env.SUANPAN_WORDPRESS_FILES ? [] : ["wordpress"])];

/** Starts it and answers with its address and what stops it. */
export async function start({ site = SITE, port = 0 } = {}) {
  if (!existsSync(join(site, "embed/1/loader.js"))) throw new Error(`${site} has no embed/1/loader.js: build the site, or say by SUANPAN_DIST where it is`);
  install();
  const folder = mkdtempSync(join(place(), "suanpan-wordpress-"));
  const running = [];
  const drop = () => {
    running.forEach(end);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on("exit", drop);
  const stop = async () => {
    await Promise.all(running.splice(0).map(ended));
    process.off("exit", drop);
    drop();
  };
  try {
    const root = join(folder, "www");
    copyWordPress(root, site);
    const address = `http://127.0.0.1:${port || (await freePort())}`;
    configure(root, address, join(folder, "db.sock"));
    await startDatabase(folder, running);
    for (const step of ["install", "content"]) run("php", [here("install.php"), root, step, USER, PASSWORD]);
    await startServer(folder, root, address, running);
    return { address, folder, stop };
  } catch (error) {
    const logs = ["mariadb.log", "php.log"].map((name) => join(folder, name)).filter((path) => existsSync(path));
    const said = logs.map((path) => readFileSync(path, "utf8").slice(-2000)).join("\n");
    await stop();
    throw new Error(`${error.message}\n${said}`);
  }
}

/** Where the folder is made: in memory where there is room, since a database waits for the disk. */
function place() {
  const memory = "/dev/shm";
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 1e9 ? memory : tmpdir();
}

/** Installs what is missing, or says what is. */
function install() {
  const missing = PACKAGES.filter((name) => spawnSync("dpkg-query", ["-W", "-f", "${Status}", name], { encoding: "utf8" }).stdout !== "install ok installed");
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) throw new Error(`install first: apt-get install --no-install-recommends ${missing.join(" ")}`);
  // At this run level no service is started.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  execFileSync("apt-get", ["update", "-qq"], { env, stdio: ["ignore", "ignore", "inherit"] });
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], { env, stdio: ["ignore", "ignore", "inherit"] });
}

/** A database of its own: no network, no service of the system, nothing kept. */
async function startDatabase(folder, running) {
  const data = join(folder, "db");
  const socket = join(folder, "db.sock");
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const small = ["--innodb-log-file-size=8M", "--innodb-buffer-pool-size=32M"];
  run("mariadb-install-db", ["--no-defaults", `--datadir=${data}`, ...small, "--auth-root-authentication-method=normal", "--skip-test-db", ...user]);
  background(
    running,
    folder,
    "mariadb.log",
    "mariadbd",
    ["--no-defaults", `--datadir=${data}`, `--socket=${socket}`, `--pid-file=${folder}/db.pid`, "--skip-networking", "--innodb-flush-log-at-trx-commit=0", ...small, ...user],
  );
  await until("the database", () => spawnSync("mariadb", ["--no-defaults", `--socket=${socket}`, "-uroot", "-e", "CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4"]).status === 0);
}

/** A copy of Debian's WordPress with the plugin, the site in it, and what only the tests need. */
function copyWordPress(root, site) {
  // Links lead to other packages' files.
  cpSync(WORDPRESS, root, { recursive: true, dereference: true, filter: (path) => !path.startsWith(`${WORDPRESS}/wp-content/`) });
  const content = join(root, "wp-content");
  mkdirSync(join(content, "uploads"), { recursive: true });
  cpSync(here("theme"), join(content, "themes/plain"), { recursive: true });
  cpSync(here("mu-plugins"), join(content, "mu-plugins"), { recursive: true });
  // A copy of the site that somebody put there for himself is not the one to be tested.
  cpSync(PLUGIN, join(content, "plugins/suanpan"), { recursive: true, filter: (path) => path !== join(PLUGIN, "site") });
  cpSync(site, join(content, "plugins/suanpan/site"), { recursive: true });
}

function configure(root, address, socket) {
  const constants = {
    DB_NAME: "wordpress",
    DB_USER: "root",
    DB_PASSWORD: "",
    DB_HOST: `localhost:${socket}`,
    DB_CHARSET: "utf8mb4",
    DB_COLLATE: "",
    WP_HOME: address,
    WP_SITEURL: address,
    WP_DEBUG: true,
    WP_DEBUG_DISPLAY: true,
    WP_ENVIRONMENT_TYPE: "local",
    WP_HTTP_BLOCK_EXTERNAL: true,
    AUTOMATIC_UPDATER_DISABLED: true,
    DISABLE_WP_CRON: true,
    ...Object.fromEntries(["AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE"].flatMap((name) => ["KEY", "SALT"].map((kind) => [`${name}_${kind}`, "only for tests"]))),
  };
  const lines = Object.entries(constants).map(([name, value]) => `define( '${name}', ${typeof value === "string" ? `'${value}'` : value} );`);
  const text = `<?php\n${lines.join("\n")}\n$table_prefix = 'wp_';\ndefined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );\nrequire_once ABSPATH . 'wp-settings.php';\n`;
  writeFileSync(join(root, "wp-config.php"), text);
}

async function startServer(folder, root, address, running) {
  const { host } = new URL(address);
  const options = ["-d", "opcache.enable_cli=1", "-d", "opcache.validate_timestamps=0", "-d", "display_errors=1"];
  background(running, folder, "php.log", "php", [...options, "-S", host, "-t", root, here("router.php")], { PHP_CLI_SERVER_WORKERS: "4" });
  await until("WordPress", async () => (await fetch(`${address}/wp-login.php`)).ok);
}

function run(program, options) {
  const done = spawnSync(program, options, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${program}: ${done.error?.message ?? `${done.stdout}\n${done.stderr}`}`);
  return done.stdout;
}

/** Starts a program in a process group of its own, so that its workers end with it. */
function background(running, folder, log, program, options, env = {}) {
  const out = openSync(join(folder, log), "a");
  const child = spawn(program, options, { detached: true, stdio: ["ignore", out, out], env: { ...process.env, ...env } });
  child.on("error", () => {});
  running.push(child);
}

/** Ends a program at once, with its workers: nothing of it is kept. */
function end(child) {
  try {
    if (child.pid) process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  end(child);
  await gone;
}

async function until(what, holds) {
  for (const start = Date.now(); Date.now() - start < 60_000; ) {
    if (await Promise.resolve().then(holds).catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} does not answer`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [site, port] = process.argv.slice(2);
  const { address, stop } = await start({ site: site ? resolve(site) : undefined, port: Number(port ?? 0) });
  console.log(`${address}/wp-admin/ as ${USER}, password ${PASSWORD}; Ctrl+C ends it`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop().then(() => process.exit(0)));
}
