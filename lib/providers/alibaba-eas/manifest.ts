import { MODELS_FIELD } from '../models-field'
import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'alibaba-eas',
  label: 'Alibaba Cloud PAI-EAS',
  description: 'A model service that you deployed on PAI, with vLLM, SGLang or BladeLLM.',
  icon: 'layers',
  logo: 'lobehub:alibabacloud',
  docsUrl: 'https://www.alibabacloud.com/help/en/pai/user-guide/call-a-service-over-a-public-endpoint',
  recognises: { address: '^https?://[a-z0-9.-]+\\.pai-eas\\.aliyuncs\\.com(/|$)' },
  category: 'cloud',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'https://1234567890.eu-central-1.pai-eas.aliyuncs.com/api/predict/my_service',
    help: 'The endpoint shown under “Invocation information”. Use https, otherwise the token is sent unencrypted.',
  },
  fields: [MODELS_FIELD],
  apiKey: { use: 'required', placeholder: '', help: 'The token of the service, shown in the same place.' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
