// Builds dist/: widget.js (one classic script), panel.js/.css and console.js/.css (modules), under stable names.
// Each is built alone, so that no page ever loads a shared chunk whose name the server does not know.
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const entries = [
  { name: "widget", source: "src/widget/loader.ts", format: "iife" },
  { name: "panel", source: "src/widget/panel/main.tsx", format: "es" },
  { name: "console", source: "src/console/main.tsx", format: "es" },
  { name: "setup", source: "src/setup/main.ts", format: "iife" },
  { name: "preview", source: "src/preview/main.tsx", format: "es" },
  { name: "history", source: "src/history/main.ts", format: "es" },
];

const dist = `${root}dist`;
const fresh = `${root}dist/.fresh`;

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
for (const { name, source, format } of entries) {
  if (!existsSync(root + source)) {
    console.warn(`${source} is not there yet: ${name} is left out`);
    continue;
  }
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    base: "./",
    publicDir: false,
    build: {
      outDir: fresh,
      emptyOutDir: false,
      target: ["es2020", "safari14"],
      modulePreload: false,
      assetsInlineLimit: 0,
      cssCodeSplit: false, // else a classic script would carry its style sheet
      rollupOptions: {
        input: { [name]: root + source },
        output: {
          format,
          entryFileNames: "[name].js",
          assetFileNames: `${name}[extname]`,
          ...(format === "iife" ? {} : { codeSplitting: false }),
        },
      },
    },
  });
}

// One by one into place: a server that is running meanwhile finds every file at every moment.
const built = await readdir(fresh);
for (const name of built) await rename(`${fresh}/${name}`, `${dist}/${name}`);
for (const name of await readdir(dist)) if (!built.includes(name) && !name.endsWith(".built-from")) await rm(`${dist}/${name}`, { recursive: true });
