import type { ProviderManifest } from '../provider-manifest'
import { AWS_ACCESS_KEY_ID, AWS_REGION } from '../wires/aws/aws-fields'

export const manifest: ProviderManifest = {
  id: 'bedrock',
  label: 'Amazon Bedrock',
  description: 'Claude, Nova, Llama, Mistral, Cohere and more in your AWS account.',
  icon: 'layers',
  logo: 'lobehub:bedrock',
  docsUrl: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
  recognises: {
    key: '^ABSK[a-zA-Z0-9+/]',
    address: '^https://bedrock-runtime\\.(?<region>[a-z0-9-]{1,40})\\.amazonaws\\.com(/|$)',
  },
  category: 'cloud',
  baseUrl: {
    default: 'https://bedrock-runtime.{region}.amazonaws.com',
    isAdvanced: true,
    placeholder: 'https://bedrock-runtime.eu-central-1.amazonaws.com',
    help: 'Change this only for a private endpoint (VPC).',
  },
  fields: [
    AWS_REGION,
    {
      ...AWS_ACCESS_KEY_ID,
      required: false,
      isProminent: true,
      help: 'The access key of the user or role that calls the models. Leave it empty if the key below is a Bedrock API key.',
    },
    {
      name: 'wire',
      label: 'Language',
      help: 'Converse supports every model. Chat completions support a few, such as gpt-oss.',
      placeholder: '',
      required: false,
      pattern: '^(converse|openai)$',
      patternHint: 'converse or openai.',
      default: 'converse',
      options: [
        { value: 'converse', label: 'Converse (Amazon’s own)' },
        { value: 'openai', label: 'Chat completions (OpenAI’s)' },
      ],
    },
  ],
  apiKey: {
    use: 'required',
    placeholder: '',
    help: 'The secret access key, or a Bedrock API key. For temporary credentials, use secret:session-token.',
  },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
