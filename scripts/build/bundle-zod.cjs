// Turbopack loader for lib/core/zod-parts.ts (next.config.js). It bundles zod into one module, which is a third smaller
// than separate ones, and leaves out the conversion to JSON Schema, which only the server uses.
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { build } = require('esbuild')

const LOCALES = /zod[\\/]v4[\\/]locales[\\/]index\.js$/
const LOCALES_FOLDER = path.join(path.dirname(require.resolve('zod/package.json')), 'v4/locales')
const JSON_SCHEMA = /core[\\/](json-schema-processors|to-json-schema)\.js$/

const THROWING = `export const toJSONSchema = () => {
  throw new Error('Pages cannot convert schemas: see scripts/build/bundle-zod.cjs.')
}`

const withoutJsonSchema = {
  name: 'without-json-schema',
  setup({ onLoad }) {
    // The package exports the messages of all languages as one object.
    onLoad({ filter: LOCALES }, () => ({
      contents: "export { default as en } from './en.js'",
      resolveDir: LOCALES_FOLDER,
    }))
    // Pages use the types of `core`, and the object would keep all of the package.
    onLoad({ filter: /zod-members\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replace(/^ {2}core,\n/m, ''),
      loader: 'ts',
    }))
    onLoad({ filter: JSON_SCHEMA }, ({ path: file }) => {
      const exported = readFileSync(file, 'utf8').matchAll(/^export (?:const|function|class) (\w+)/gm)
      const lines = Array.from(exported, ([, name]) =>
        name === 'toJSONSchema' ? THROWING : `export const ${name} = () => ({})`,
      )
      if (file.includes('to-json-schema')) lines.push('const process = () => ({})', 'export { process }')
      return { contents: lines.join('\n') }
    })
  },
}

module.exports = function bundleZod() {
  const done = this.async()
  build({
    entryPoints: [this.resourcePath],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    plugins: [withoutJsonSchema],
  }).then(
    ({ outputFiles: [file] }) => done(null, file.text),
    (error) => done(error),
  )
}
