import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import { messagesToJson, readMessages } from '../shared/models/messages'
import type { PromptConfig } from './manifest'

export default defineNode<PromptConfig>({
  async run({ config, inputs }) {
    const written = config.messages.filter((message) => message.content.trim() !== '')
    const history = readMessages(inputs.history)
    const last = written.findLastIndex((message) => message.role === 'user')
    const at = last === -1 ? written.length : last
    return { messages: messagesToJson([...written.slice(0, at), ...history, ...written.slice(at)]) }
  },
})
