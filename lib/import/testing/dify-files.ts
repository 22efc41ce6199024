/** Files as Dify exports them, reduced to what a reader needs. */
const app = (mode: string, nodes: string, edges: string) => `app:
  description: A test
  mode: ${mode}
  name: Example
kind: app
version: 0.3.1
workflow:
  environment_variables: []
  graph:
    edges:
${edges
  .trim()
  .split('\n')
  .map((line) => {
    const [source = '', handle = '', target = ''] = line.trim().split(' ')
    return `    - { id: '${source}-${handle}-${target}', source: '${source}', sourceHandle: '${handle}', target: '${target}', targetHandle: target, type: custom }`
  })
  .join('\n')}
    nodes:
${nodes
  .trim()
  .split('\n')
  .map((line, index) => `    - { type: custom, position: { x: ${index * 304}, y: 0 }, ${line.trim().slice(2)}`)
  .join('\n')}
`

const model = 'model: { name: gpt-4o, provider: openai, mode: chat, completion_params: { temperature: 0.2, top_p: 1 } }'

/** A branch with a model on each side, joined before the answer. */
export const branches = app(
  'advanced-chat',
  `- id: '1', data: { type: start, title: Start, variables: [] } }
- id: '2', data: { type: if-else, title: Short?, cases: [{ case_id: 'true', logical_operator: or, conditions: [{ comparison_operator: contains, value: short, variable_selector: [sys, query] }, { comparison_operator: start with, value: '#', variable_selector: [sys, query] }] }] } }
- id: '3', data: { type: llm, title: Short, ${model}, memory: { window: { enabled: true, size: 5 } }, prompt_template: [{ role: system, text: Answer briefly. }, { role: user, text: 'Question: {{#sys.query#}} {{not ours}} {{ours}}' }] } }
- id: '4', data: { type: llm, title: Long, ${model}, prompt_template: [{ role: user, text: 'At length: {{#sys.query#}}' }] } }
- id: '5', data: { type: variable-aggregator, title: Join, output_type: string, variables: [['3', text], ['4', text]] } }
- id: '6', data: { type: answer, title: Answer, answer: 'Here: {{#5.output#}}' } }`,
  `1 source 2
2 true 3
2 false 4
3 source 5
4 source 5
5 source 6`,
)

/** A workflow with JavaScript, a template and two named results. */
export const values = app(
  'workflow',
  `- id: '1', data: { type: start, title: Start, variables: [{ variable: name, label: Name, type: text-input, required: true }, { variable: times, label: Times, type: number, required: false, default: '2' }] } }
- id: '2', data: { type: code, title: Repeat, code_language: javascript, code: 'function main({ word, times }) { return { all: Array(times).fill(word), count: times } }', outputs: { all: { type: 'array[string]' }, count: { type: number } }, variables: [{ variable: word, value_selector: ['1', name] }, { variable: times, value_selector: ['1', times] }] } }
- id: '3', data: { type: template-transform, title: Greet, template: 'Hello {{ who }}!', variables: [{ variable: who, value_selector: ['1', name] }] } }
- id: '4', data: { type: end, title: End, outputs: [{ variable: words, value_selector: ['2', all] }, { variable: greeting, value_selector: ['3', output] }] } }`,
  `1 source 2
2 source 3
3 source 4`,
)

/** A list whose items are processed one by one. */
export const items = app(
  'workflow',
  `- id: '1', data: { type: start, title: Start, variables: [{ variable: text, label: Text, type: paragraph, required: true }] } }
- id: '2', data: { type: code, title: Split, code_language: javascript, code: 'function main({ text }) { return { parts: text.split(",") } }', outputs: { parts: { type: 'array[string]' } }, variables: [{ variable: text, value_selector: ['1', text] }] } }
- id: '3', data: { type: iteration, title: Each, iterator_selector: ['2', parts], output_selector: ['4', output], is_parallel: false } }
- id: 3start, parentId: '3', data: { type: iteration-start, title: '' } }
- id: '4', parentId: '3', data: { type: template-transform, title: Line, template: '- {{ item }}', variables: [{ variable: item, value_selector: ['3', item] }] } }
- id: '5', data: { type: end, title: End, outputs: [{ variable: lines, value_selector: ['3', output] }] } }`,
  `1 source 2
2 source 3
3start source 4
3 source 5`,
)

/** Parts without an equivalent, and a key in plain text. */
export const gaps = app(
  'workflow',
  `- id: '1', data: { type: start, title: Start, variables: [{ variable: q, label: Q, type: text-input, required: true }] } }
- id: '2', data: { type: code, title: Python, code_language: python3, code: "import numpy\\ndef main(q): return {'x': q}", outputs: { x: { type: string } }, variables: [{ variable: q, value_selector: ['1', q] }] } }
- id: '3', data: { type: tool, title: Search, provider_name: serper, tool_name: search, tool_configurations: { api_key: sk-aaaaaaaaaaaaaaaaaaaaaaaa } } }
- id: '4', data: { type: http-request, title: Call, method: post, url: 'https://api.example.com/{{#1.q#}}', headers: 'X-Trace:{{#2.x#}}', params: 'page:1', authorization: { type: api-key, config: { type: bearer, api_key: very-secret } }, body: { type: json, data: '{"q":"{{#2.x#}}"}' } } }
- id: '5', data: { type: end, title: End, outputs: [{ variable: body, value_selector: ['4', body] }] } }`,
  `1 source 2
2 source 3
3 source 4
4 source 5`,
)
