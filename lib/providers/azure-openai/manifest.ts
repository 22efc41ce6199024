import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

const GUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
const GUID_HINT = 'a GUID, such as 11111111-2222-3333-4444-555555555555.'

export const manifest: ProviderManifest = {
  id: 'azure-openai',
  label: 'Azure OpenAI / AI Foundry',
  description: 'Your deployments of OpenAI’s and other models in Microsoft Azure.',
  icon: 'layers',
  logo: 'lobehub:azure',
  docsUrl: 'https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle',
  recognises: {
    address:
      '^https://(?:(?<resource>[a-z0-9-]{1,40})\\.openai|[a-z0-9-]+\\.(?:services\\.ai|cognitiveservices))\\.azure\\.com(/|$)',
  },
  category: 'cloud',
  baseUrl: {
    default: 'https://{resource}.openai.azure.com/openai/v1',
    isAdvanced: true,
    placeholder: 'https://my-resource.services.ai.azure.com/openai/v1',
    help: 'Change this only for another domain, such as a Foundry project or Azure Government.',
  },
  fields: [
    {
      name: 'resource',
      label: 'Resource',
      help: 'The name in front of .openai.azure.com.',
      placeholder: 'my-resource',
      required: true,
      // Part of the host name.
      pattern: '^[a-z0-9-]{1,40}$',
      patternHint: 'small letters, digits and hyphens only, such as my-resource.',
    },
    {
      name: 'models',
      label: 'Deployments',
      help: 'Azure does not list deployments for API keys. Enter their names, separated by commas.',
      placeholder: 'gpt-4.1-mini, text-embedding-3-small',
      required: true,
      pattern: '^[A-Za-z0-9._-]{1,64}( *, *[A-Za-z0-9._-]{1,64}){0,49}$',
      patternHint: 'names of letters, digits, dots and hyphens, separated by commas.',
    },
    {
      name: 'tenantId',
      label: 'Tenant ID',
      help: 'Only for Entra ID: the tenant of the app registration. Use its client secret as the key below.',
      placeholder: '',
      required: false,
      pattern: GUID,
      patternHint: GUID_HINT,
    },
    {
      name: 'clientId',
      label: 'Client ID',
      help: 'Only for Entra ID: the ID of the application. It needs the role “Cognitive Services OpenAI User”.',
      placeholder: '',
      required: false,
      pattern: GUID,
      patternHint: GUID_HINT,
    },
    ALWAYS_STREAM_FIELD,
  ],
  apiKey: {
    use: 'required',
    placeholder: '',
    help: 'Shown under “Keys and endpoint” of the resource, or the client secret of an app registration.',
  },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'transcribe', 'speak', 'image', 'fine-tune'],
}
