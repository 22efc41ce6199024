// Turbopack loader for the texts of the studio (next.config.js). It parses each text with arguments when pages are built,
// so that list pages need no parser of ICU messages. Of pages/*.gen.ts only the selected texts remain. The rest of the
// server and the tests read the texts as they are.
const path = require('node:path')
const { build, transform } = require('esbuild')

module.exports = function compileMessages(source) {
  const done = this.async()
  const { dir, name } = path.parse(this.resourcePath)
  // The index of a language has no texts of its own.
  const isIndex = path.basename(dir) === name
  const code = name.endsWith('.gen') ? bundle(this.resourcePath) : toJavaScript(source)
  code.then(isIndex ? (code) => code : compileArea).then(
    (code) => done(null, code),
    (error) => done(error),
  )
}

const toJavaScript = async (source) => (await transform(source, { loader: 'ts', format: 'esm' })).code

async function bundle(file) {
  const { outputFiles } = await build({ entryPoints: [file], bundle: true, write: false, format: 'esm' })
  return outputFiles[0].text
}

async function compileArea(code) {
  const { default: compile } = await import('icu-minify/compile')
  const areas = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  const lines = Object.entries(areas).map(([area, texts]) => {
    const compiled = Object.entries(texts).map(([key, text]) => [key, compileText(text, compile)])
    return `export const ${area} = ${JSON.stringify(Object.fromEntries(compiled))}`
  })
  return lines.join('\n')
}

/** In the shape of lib/messages/format-compiled.ts. */
function compileText(text, compile) {
  if (!text.includes('{')) return text
  const typed = new Set(Array.from(text.matchAll(/\{\s*(\w+)\s*,/g), ([, name]) => name))
  return { message: compile(text), typed: [...typed] }
}
