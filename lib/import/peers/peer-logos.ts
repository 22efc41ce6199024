import type { ImportPeer } from '../report'

/** Package and file of each builder's logo, for the generator. Flowise and Typebot have none in the packages. */
export const PEER_LOGOS: Readonly<Partial<Record<ImportPeer, string>>> = {
  dify: 'lobehub:dify',
  n8n: 'lobehub:n8n',
  langflow: 'simple-icons:langflow',
  fastgpt: 'lobehub:fastgpt',
  coze: 'lobehub:coze',
}
