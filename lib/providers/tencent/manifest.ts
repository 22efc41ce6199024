import { MODELS_FIELD } from '../models-field'
import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'tencent',
  label: 'Tencent Cloud',
  description: 'Hunyuan and TokenHub: models from Tencent and other vendors.',
  icon: 'globe',
  logo: 'lobehub:tencentcloud',
  docsUrl: 'https://www.tencentcloud.com/document/product/1300/78941',
  category: 'cloud',
  baseUrl: {
    default: 'https://tokenhub-intl.tencentcloudmaas.com/v1',
    isAdvanced: true,
    placeholder: 'https://tokenhub-intl.tencentcloudmaas.com/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [
    {
      name: 'service',
      label: 'Service',
      help: 'The service that issued the key.',
      placeholder: '',
      required: true,
      pattern: '[a-z-]{2,20}',
      patternHint: 'Choose a service.',
      default: 'tokenhub-intl',
      options: [
        { value: 'tokenhub-intl', label: 'TokenHub, international (Singapore)' },
        {
          value: 'tokenhub',
          label: 'TokenHub, China (Guangzhou)',
          baseUrl: 'https://tokenhub.tencentcloudmaas.com/v1',
        },
        { value: 'hunyuan', label: 'Hunyuan', baseUrl: 'https://api.hunyuan.cloud.tencent.com/v1' },
      ],
    },
    MODELS_FIELD,
    ALWAYS_STREAM_FIELD,
  ],
  apiKey: {
    use: 'required',
    placeholder: 'sk-…',
    help: 'Create it in the TokenHub or Hunyuan console under “API key”.',
  },
  recognises: {
    address:
      '^https://(?:api\\.hunyuan\\.cloud\\.tencent\\.com|tokenhub[a-z-]*\\.tencent(?:cloud)?maas\\.(?:com|tech))(/|$)',
  },
  abilities: ['chat', 'vision', 'tools', 'json-schema'],
}
