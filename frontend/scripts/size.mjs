// Fails when what a visitor downloads grows past its promise (gzip, KiB).
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const promises = [
  { what: "loader", files: ["widget.js"], limit: 5 },
  { what: "panel", files: ["panel.js", "panel.css"], limit: 40 },
];

for (const { what, files, limit } of promises) {
  const paths = files.map((file) => new URL(`../dist/${file}`, import.meta.url));
  const missing = files.filter((_, i) => !existsSync(paths[i]));
  if (missing.length > 0) {
    console.error(`${what}: ${missing.join(", ")} missing; run \`npm run build\` first`);
    process.exitCode = 1;
    continue;
  }
  const size = paths.reduce((sum, path) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0) / 1024;
  const held = size <= limit;
  console.log(`${what}: ${size.toFixed(2)} KiB gzipped of ${limit} (${files.join(" + ")})${held ? "" : "  TOO LARGE"}`);
  if (!held) process.exitCode = 1;
}
