// Runs exported projects in one process: [{ folder, inputs, env }] as JSON in, [{ answer, streamed } | { error }] out.
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const results = []
for (const { folder, inputs, env = {} } of JSON.parse(process.argv[2])) {
  Object.assign(process.env, env)
  const { runApp } = await import(pathToFileURL(path.join(folder, 'src/graph.ts')).href)
  let streamed = ''
  try {
    const answer = await runApp(inputs, { onText: (text) => (streamed += text) })
    results.push({ answer, streamed })
  } catch (error) {
    results.push({ error: error instanceof Error ? error.message : String(error) })
  }
}
process.stdout.write(JSON.stringify(results))
