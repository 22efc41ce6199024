import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'huggingface',
  label: 'Hugging Face',
  description: 'Open models through Hugging Face’s inference providers.',
  icon: 'users',
  logo: 'lobehub:huggingface',
  docsUrl: 'https://huggingface.co/settings/tokens',
  category: 'aggregator',
  baseUrl: {
    default: 'https://router.huggingface.co/v1',
    isAdvanced: true,
    placeholder: 'https://router.huggingface.co/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: {
    use: 'required',
    placeholder: 'hf_…',
    help: 'A token with the permission “Make calls to Inference Providers”.',
  },
  recognises: { key: '^hf_', address: '^https://router\\.huggingface\\.co(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema'],
}
