// A server for the bare React Flow page.
import http from 'node:http'
import path from 'node:path'
import esbuild from 'esbuild'

/** @returns its URL and a function that stops it */
export async function serveBare(drawing, port) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, 'bare-page.tsx')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: 'out',
    write: false,
  })
  const contentOf = (end) => outputFiles.find((file) => file.path.endsWith(end))?.contents
  const files = {
    '/': ['text/html; charset=utf-8', HTML],
    '/page.js': ['text/javascript', contentOf('.js')],
    '/page.css': ['text/css', contentOf('.css')],
    '/drawing.json': ['application/json', JSON.stringify(drawing)],
  }
  const server = http.createServer((request, response) => {
    const [type, content] = files[request.url] ?? ['text/plain', '']
    response.writeHead(200, { 'content-type': type }).end(content)
  })
  await new Promise((done) => server.listen(port, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

// The same size as the editor's canvas with node list and inspector open.
const HTML = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title><link rel="stylesheet" href="/page.css">
<style>body{margin:0;background:#ddd}#root{position:absolute;left:240px;top:52px;width:860px;height:848px;background:#fff}</style>
<div id="root"></div><script type="module" src="/page.js"></script></html>`
