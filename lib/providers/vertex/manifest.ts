import { MODELS_FIELD } from '../models-field'
import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'vertex',
  label: 'Google Vertex AI',
  description: 'Gemini and partner models in your Google Cloud project.',
  icon: 'layers',
  logo: 'lobehub:vertexai',
  docsUrl: 'https://cloud.google.com/iam/docs/keys-create-delete',
  recognises: {
    key: '^\\{[^]*"type"\\s*:\\s*"service_account"',
    address:
      '^https://(?<location>[a-z0-9-]{1,40})-aiplatform\\.googleapis\\.com/v1/projects/(?<project>[a-z0-9-]{1,40})(/|$)',
  },
  category: 'cloud',
  baseUrl: {
    default:
      'https://{location}-aiplatform.googleapis.com/v1/projects/{project}/locations/{location}/endpoints/openapi',
    isAdvanced: true,
    placeholder:
      'https://europe-west4-aiplatform.googleapis.com/v1/projects/my-project/locations/europe-west4/endpoints/openapi',
    help: 'Change this only for a private endpoint.',
  },
  fields: [
    {
      name: 'project',
      label: 'Project ID',
      help: 'The ID of the Google Cloud project in which Vertex AI is enabled.',
      placeholder: 'my-project-123',
      required: true,
      pattern: '^[a-z0-9-]{1,40}$',
      patternHint: 'small letters, digits and hyphens only, such as my-project-123.',
    },
    {
      name: 'location',
      label: 'Location',
      help: 'The location of the models: a region, or global.',
      placeholder: 'europe-west4',
      required: true,
      // Part of the host name.
      pattern: '^[a-z0-9-]{1,40}$',
      patternHint: 'small letters, digits and hyphens only, such as europe-west4.',
      default: 'global',
    },
    {
      ...MODELS_FIELD,
      label: 'Partner models (optional)',
      help: 'Google lists only its own models. Enter the partner models you use, separated by commas.',
      placeholder: 'meta/llama-4-maverick-17b-128e-instruct-maas',
    },
  ],
  apiKey: {
    use: 'required',
    placeholder: '{ "type": "service_account", … }',
    help: 'The complete JSON key file of a service account with the role “Vertex AI User”.',
    format: 'json',
  },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
