import { cohereWire } from './cohere-wire'
import type { ConformanceCase } from './conformance-case'
import { converseWire } from './converse-wire'
import { openAiWire } from './openai-wire'
import { serviceAccountFile } from './service-account'

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const AWS = { region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE000000' }
const VERTEX = '/v1/projects/project-1/locations/global/endpoints/openapi'
const TENANT = '11111111-2222-3333-4444-555555555555'
const LOGIN = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`
const TOKEN = { access_token: 'token-1', expires_in: 3_599, token_type: 'Bearer' }

/** Cloud platforms: own authentication, usually in front of an OpenAI-compatible API. */
export const CLOUD_CASES: readonly ConformanceCase[] = [
  {
    provider: 'bedrock',
    dialect: converseWire,
    basePath: '',
    apiKey: SECRET,
    fields: AWS,
    headers: {
      authorization:
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE000000\/\d{8}\/eu-central-1\/bedrock\/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}$/,
      'x-amz-date': /^\d{8}T\d{6}Z$/,
    },
    chatPath: '/model/m/converse-stream',
    modelsPath: '/foundation-models',
    models: () => converseWire.models(['m']),
    alsoAnswers: (url) => (url.startsWith('/inference-profiles') ? { inferenceProfileSummaries: [] } : undefined),
  },
  {
    provider: 'cohere',
    dialect: cohereWire,
    basePath: '',
    apiKey: 'key-1234567890',
    headers: { authorization: 'Bearer key-1234567890' },
    chatPath: '/v2/chat',
    modelsPath: '/v1/models?page_size=1000',
    // Not reported: it bills all tokens.
    cached: () => null,
  },
  {
    provider: 'vertex',
    dialect: openAiWire,
    basePath: VERTEX,
    apiKey: serviceAccountFile(),
    fields: { project: 'project-1', location: 'global' },
    headers: { authorization: 'Bearer token-1' },
    chatPath: `${VERTEX}/chat/completions`,
    modelsPath: '/v1beta1/publishers/google/models?pageSize=300',
    models: () => ({ publisherModels: [{ name: 'publishers/google/models/gemini-x' }] }),
    modelIds: ['google/gemini-x'],
    elsewhere: { 'https://oauth2.googleapis.com/token': '/token' },
    alsoAnswers: (url) => (url === '/token' ? TOKEN : undefined),
  },
  {
    provider: 'azure-openai',
    dialect: openAiWire,
    basePath: '/openai/v1',
    apiKey: 'key-1234567890',
    fields: { resource: 'my-resource' },
    headers: { 'api-key': 'key-1234567890' },
    chatPath: '/openai/v1/chat/completions',
    modelsPath: null,
  },
  {
    provider: 'azure-openai',
    title: 'with Entra ID',
    dialect: openAiWire,
    basePath: '/openai/v1',
    apiKey: 'client-secret-1',
    fields: { resource: 'my-resource', tenantId: TENANT, clientId: TENANT },
    headers: { authorization: 'Bearer token-1' },
    chatPath: '/openai/v1/chat/completions',
    modelsPath: null,
    elsewhere: { [LOGIN]: '/token' },
    alsoAnswers: (url) => (url === '/token' ? TOKEN : undefined),
  },
  {
    provider: 'azure-ml',
    dialect: openAiWire,
    basePath: '/score',
    apiKey: 'key-1234567890',
    fields: { deployment: 'blue' },
    headers: { authorization: 'Bearer key-1234567890', 'azureml-model-deployment': 'blue' },
    chatPath: '/v1/chat/completions',
    modelsPath: '/v1/models',
  },
  {
    provider: 'sagemaker',
    dialect: openAiWire,
    basePath: '/endpoints/m/openai/v1',
    apiKey: SECRET,
    fields: { ...AWS, endpoint: 'm' },
    headers: { authorization: /^Bearer sagemaker-api-key-[A-Za-z0-9+/=]+$/ },
    chatPath: '/endpoints/m/openai/v1/chat/completions',
    modelsPath: '/',
    models: () => ({ EndpointName: 'm', EndpointStatus: 'InService' }),
  },
  {
    provider: 'alibaba-eas',
    dialect: openAiWire,
    basePath: '/api/predict/my_service',
    apiKey: 'key-1234567890',
    headers: { authorization: 'key-1234567890' },
    chatPath: '/api/predict/my_service/v1/chat/completions',
    modelsPath: '/api/predict/my_service/v1/models',
  },
]
