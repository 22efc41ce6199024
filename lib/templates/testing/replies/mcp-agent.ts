import { samples } from '../../mcp-agent/sample'
import type { BothLocales } from '../reply'

const call = { calls: [{ name: 'list_issues', arguments: { assignee: 'me' } }] }

export const mcpAgent: BothLocales = {
  en: { model: [call, { when: 'LAMP-112', text: samples.en.answer }] },
  'zh-CN': { model: [call, { when: 'LAMP-112', text: samples['zh-CN'].answer }] },
}
