import type { ProviderManifest } from '../provider-manifest'
import { AWS_ACCESS_KEY_ID, AWS_REGION } from '../wires/aws/aws-fields'

const NAME = '^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$'
const NAME_HINT = 'letters, digits and hyphens only, at most 63.'

export const manifest: ProviderManifest = {
  id: 'sagemaker',
  label: 'Amazon SageMaker',
  description: 'A real-time endpoint in your AWS account with an OpenAI-compatible container, such as vLLM.',
  icon: 'layers',
  logo: 'lobehub:aws',
  docsUrl: 'https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-openai-compatible.html',
  recognises: {
    address:
      '^https://runtime\\.sagemaker\\.(?<region>[a-z0-9-]{1,40})\\.amazonaws\\.com/endpoints/(?<endpoint>[a-zA-Z0-9-]{1,63})(/|$)',
  },
  category: 'cloud',
  baseUrl: {
    default: 'https://runtime.sagemaker.{region}.amazonaws.com/endpoints/{endpoint}/openai/v1',
    isAdvanced: true,
    placeholder: 'https://runtime.sagemaker.eu-central-1.amazonaws.com/endpoints/my-endpoint/openai/v1',
    help: 'Change this only for a private endpoint (VPC) or a region with another domain.',
  },
  fields: [
    AWS_REGION,
    {
      name: 'endpoint',
      label: 'Endpoint',
      help: 'The endpoint name in SageMaker.',
      placeholder: 'my-endpoint',
      required: true,
      pattern: NAME,
      patternHint: NAME_HINT,
    },
    {
      name: 'component',
      label: 'Inference component',
      help: 'Only needed for an endpoint with several models.',
      placeholder: '',
      required: false,
      pattern: NAME,
      patternHint: NAME_HINT,
    },
    AWS_ACCESS_KEY_ID,
  ],
  apiKey: {
    use: 'required',
    placeholder: '',
    help: 'The secret access key. For temporary credentials, use secret:session-token. It needs sagemaker:InvokeEndpoint and sagemaker:CallWithBearerToken.',
  },
  abilities: ['chat', 'vision', 'tools', 'json-schema'],
}
