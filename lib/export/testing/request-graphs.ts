import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { type GraphCase, text } from './graph-case'

function http(url: string): Graph {
  const graph = chatApp(
    [
      {
        id: 'send',
        type: 'http',
        config: {
          method: 'POST',
          url: `${url}/echo/{{id}}?q={{in.message}}`,
          headers: [{ name: 'X-Note', value: 'for {{id}}' }],
          secret: 'Shop token',
          bodyKind: 'json',
          jsonBody: '{ "text": {{in.message}}, "n": {{n}} }',
        },
      },
      { id: 'broken', type: 'http', config: { url: `${url}/broken` } },
      text('said', '{{send.json.body}} {{error}} {{status}}'),
      { id: 'both', type: 'merge', config: { mode: 'all', names: ['first', 'second-value'] } },
      text('trigger', 'go'),
    ],
    [
      'in.message -> send.id',
      'in.history -> send.n',
      'in.message -> trigger.when',
      'broken.error -> said.error',
      'send.status -> said.status',
      'said.text -> both.first',
      'broken.error -> both.second-value',
      'both.value -> out.data',
      'said.text -> out.text',
    ],
  )
  const broken = graph.nodes.find((node) => node.id === 'broken')
  if (broken) broken.policy = { onError: 'port' }
  return graph
}

/** Requests to a server that echoes, at this address. */
export function requestCases(url: string): GraphCase[] {
  return [{ name: 'http', graph: http(url), inputs: { message: 'ä/..?&', history: [{ role: 'user', content: 'Hi' }] } }]
}
