import { MODELS_FIELD } from '../models-field'
import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'baidu',
  label: 'Baidu Qianfan',
  description: 'ERNIE and open models on Baidu AI Cloud.',
  icon: 'globe',
  logo: 'lobehub:baiducloud',
  docsUrl: 'https://console.bce.baidu.com/qianfan/ais/console/apiKey',
  category: 'cloud',
  baseUrl: {
    default: 'https://qianfan.baidubce.com/v2',
    isAdvanced: true,
    placeholder: 'https://qianfan.baidubce.com/v2',
    help: 'Change this only for a proxy.',
  },
  fields: [
    {
      name: 'appid',
      label: 'Application ID (optional)',
      help: 'Sent in the “appid” header, to count usage by application.',
      placeholder: 'app-abc123',
      required: false,
      pattern: '[a-zA-Z0-9_-]{1,64}',
      patternHint: 'Letters, digits, hyphens and underscores only.',
    },
    MODELS_FIELD,
    ALWAYS_STREAM_FIELD,
  ],
  apiKey: {
    use: 'required',
    placeholder: 'bce-v3/…',
    help: 'Create it in the Qianfan console under “API Key”. It starts with bce-v3/.',
  },
  recognises: { key: '^bce-v3/', address: '^https://qianfan\\.baidubce\\.com(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'rerank'],
}
