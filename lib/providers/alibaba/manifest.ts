import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'alibaba',
  label: 'Alibaba Model Studio',
  description: 'Qwen and other models on Alibaba Cloud (DashScope, Bailian).',
  icon: 'globe',
  logo: 'lobehub:alibabacloud',
  docsUrl: 'https://www.alibabacloud.com/help/en/model-studio/get-api-key',
  category: 'cloud',
  baseUrl: {
    default: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    isAdvanced: true,
    placeholder: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [
    {
      name: 'endpoint',
      label: 'Endpoint',
      help: 'The region of the key, or the host of one workspace.',
      placeholder: '',
      required: true,
      pattern: '[a-z]{2,20}',
      patternHint: 'Choose an endpoint.',
      default: 'singapore',
      options: [
        { value: 'singapore', label: 'Singapore (international)' },
        { value: 'beijing', label: 'China (Beijing)', baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1' },
        { value: 'virginia', label: 'US (Virginia)', baseUrl: 'https://dashscope-us.aliyuncs.com/compatible-mode/v1' },
        {
          value: 'hongkong',
          label: 'China (Hong Kong)',
          baseUrl: 'https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1',
        },
        {
          value: 'workspace',
          label: 'A workspace’s own host',
          baseUrl: 'https://{workspace}.{region}.maas.aliyuncs.com/compatible-mode/v1',
        },
      ],
    },
    {
      name: 'workspace',
      label: 'Workspace ID',
      help: 'The ID shown in Model Studio, such as llm-abc123.',
      placeholder: 'llm-abc123',
      required: true,
      pattern: '[a-z0-9-]{1,40}',
      patternHint: 'Small letters, digits and hyphens only.',
      onlyWhen: { field: 'endpoint', value: 'workspace' },
    },
    {
      name: 'region',
      label: 'Region',
      help: 'For example ap-southeast-1 or cn-beijing.',
      placeholder: 'ap-southeast-1',
      required: true,
      pattern: '[a-z0-9-]{1,40}',
      patternHint: 'Small letters, digits and hyphens only.',
      onlyWhen: { field: 'endpoint', value: 'workspace' },
    },
  ],
  apiKey: {
    use: 'required',
    placeholder: 'sk-…',
    help: 'Create it in Model Studio under “API-KEY”. A key works only in its own region.',
  },
  recognises: {
    key: '^sk-([0-9a-f]{32}$|ws-)',
    address:
      '^https://(?:[a-z-]*dashscope[a-z-]*\\.aliyuncs\\.com|(?<workspace>[a-z0-9-]{1,40})\\.(?<region>[a-z0-9-]{1,40})\\.maas\\.aliyuncs\\.com)(/|$)',
  },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
