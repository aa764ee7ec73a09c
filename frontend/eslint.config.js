import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/protocol/generated.ts"] },
  js.configs.recommended,
  {
    files: ["src/**/*.{ts,tsx}", "tests/**/*.{ts,tsx}", "vitest.config.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "max-lines": ["error", { max: 200, skipBlankLines: false, skipComments: false }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    // What customers and agents wrote is shown as text, and the transport knows no page.
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-properties": ["error", { property: "innerHTML" }, { property: "outerHTML" }, { property: "insertAdjacentHTML" }],
      "no-restricted-syntax": ["error", { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Build nodes." }],
    },
  },
  {
    files: ["src/wire/**/*.ts"],
    ignores: ["src/wire/browser.ts"],
    rules: {
      "no-restricted-globals": [
        "error", "document", "window", "WebSocket", "fetch", "setTimeout", "clearTimeout", "setInterval", "localStorage",
        "sessionStorage", "navigator", "BroadcastChannel", "indexedDB",
      ],
      "no-restricted-properties": ["error", { object: "Math", property: "random" }, { object: "Date", property: "now" }],
    },
  },
  {
    // A catalogue is a list: as long as there are words.
    files: ["src/**/i18n/**/*.ts"],
    rules: { "max-lines": "off" },
  },
  {
    files: ["scripts/**/*.mjs", "eslint.config.js"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
  },
);
