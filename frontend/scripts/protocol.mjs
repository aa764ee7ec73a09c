// Generates src/protocol/generated.ts from protocol.schema.json; `--check` only compares.
import { readFile, writeFile } from "node:fs/promises";
import { compile } from "json-schema-to-typescript";

const source = new URL("../protocol.schema.json", import.meta.url);
const target = new URL("../src/protocol/generated.ts", import.meta.url);

const generated = await compile(JSON.parse(await readFile(source, "utf8")), "Frame", {
  additionalProperties: false,
  bannerComment: "// Generated from protocol.schema.json by `npm run protocol`. Do not edit.",
  unreachableDefinitions: true,
  ignoreMinAndMaxItems: true, // else a list of at most twenty is a choice of twenty tuples
  style: { printWidth: 110 },
});

if (process.argv.includes("--check")) {
  const committed = await readFile(target, "utf8").catch(() => "");
  if (committed !== generated) {
    console.error("src/protocol/generated.ts differs from protocol.schema.json: run `npm run protocol`.");
    process.exit(1);
  }
} else {
  await writeFile(target, generated);
}
