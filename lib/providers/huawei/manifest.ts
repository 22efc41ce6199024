import { MODELS_FIELD } from '../models-field'
import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'huawei',
  label: 'Huawei ModelArts Studio',
  description: 'Models on Huawei Cloud MaaS.',
  icon: 'globe',
  logo: 'lobehub:huawei',
  docsUrl: 'https://support.huaweicloud.com/intl/en-us/usermanual-maas-modelarts/maas-modelarts-0011.html',
  category: 'cloud',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'https://api.modelarts-maas.com/v1',
    help: 'The URL under “View Call Description” of the model service, without /chat/completions.',
  },
  fields: [MODELS_FIELD, ALWAYS_STREAM_FIELD],
  apiKey: { use: 'required', placeholder: 'Your key', help: 'Create it in ModelArts Studio under “API Keys”.' },
  recognises: { address: '^https://(?:[a-z0-9-]+\\.)*modelarts-maas\\.com(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema'],
}
