import { textOf } from '../fields'
import { requestOf } from './http'
import type { N8nNode } from './n8n-file'
import { type N8nReader, typeOf } from './n8n-reader'
import { serviceTool } from './service-nodes'

/** Adds the tools of an agent as steps that it calls. The report lists the others, which the user has to connect again. */
export function toolSteps(agent: N8nNode, reader: N8nReader): string[] {
  return reader.parts(agent, 'ai_tool').flatMap((tool) => (addTool(tool, reader) ? [tool.name] : []))
}

function addTool(tool: N8nNode, reader: N8nReader): boolean {
  const { flow, place } = reader
  const { toolDescription: value, description, jsCode, language } = tool.parameters
  const toolDescription = textOf(value) || textOf(description)
  const type = typeOf(tool)
  if (flow.has(tool.name)) return true
  if (type === 'toolHttpRequest' || type === 'httpRequestTool') {
    flow.step({ ...place(tool), type: 'http-request', data: { ...requestOf(tool, reader), toolDescription } })
    return true
  }
  if (type === 'toolCode' && language !== 'python' && textOf(jsCode) !== '') {
    const code = `const query = given.query\nreturn (async () => {\n${textOf(jsCode)}\n})()`
    flow.step({
      ...place(tool),
      type: 'script',
      data: { code, inputs: [{ name: 'query', value: [] }], toolDescription },
    })
    return true
  }
  if (type === 'toolWorkflow') {
    flow.step({ ...place(tool), type: 'sub-app', data: { toolDescription } })
    return true
  }
  if (type === 'toolVectorStore' || type.startsWith('vectorStore')) {
    flow.step({ ...place(tool), type: 'knowledge-retrieval', data: { toolDescription } })
    reader.absorb(tool)
    return true
  }
  if (serviceTool(tool, reader)) return true
  flow.note(tool.name, 'tools', tool.name)
  return false
}
