import type { ImportPeer } from './report'

/** Names of the builders, which are not translated. */
export const PEER_NAMES: Readonly<Record<ImportPeer, string>> = {
  dify: 'Dify',
  flowise: 'Flowise',
  n8n: 'n8n',
  langflow: 'Langflow',
  fastgpt: 'FastGPT',
  coze: 'Coze',
  typebot: 'Typebot',
}
