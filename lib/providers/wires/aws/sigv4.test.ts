import { expect, test } from 'vitest'
import { type AwsRequest, type AwsScope, presignAwsQuery, signAwsRequest } from './sigv4'

// Requests and signatures of Amazon's published "aws-sig-v4-test-suite".
const scope: AwsScope = {
  credentials: {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    sessionToken: null,
  },
  region: 'us-east-1',
  service: 'service',
  now: new Date('2015-08-30T12:36:00Z'),
}
const plain: AwsRequest = {
  method: 'GET',
  host: 'example.amazonaws.com',
  path: '/',
  query: [],
  headers: {},
  body: '',
}
const UNRESERVED = '-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const form = (type: string): Partial<AwsRequest> => ({
  method: 'POST',
  headers: { 'content-type': type },
  body: 'Param1=value1',
})
const SESSION =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=='

test.each<[string, Partial<AwsRequest>, string, string]>([
  [
    'get-header-key-duplicate',
    { headers: { 'My-Header1': 'value2,value2,value1' } },
    'host;my-header1;x-amz-date',
    'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
  ],
  [
    'get-header-value-trim',
    { headers: { 'My-Header1': ' value1', 'My-Header2': ' "a   b   c"' } },
    'host;my-header1;my-header2;x-amz-date',
    'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  ],
  [
    'get-unreserved',
    { path: `/${UNRESERVED}` },
    'host;x-amz-date',
    '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
  ],
  ['get-utf8', { path: '/ሴ' }, 'host;x-amz-date', '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85'],
  ['get-vanilla', {}, 'host;x-amz-date', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-query-order-key-case',
    {
      query: [
        ['Param2', 'value2'],
        ['Param1', 'value1'],
      ],
    },
    'host;x-amz-date',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
  [
    'get-vanilla-query-unreserved',
    { query: [[UNRESERVED, UNRESERVED]] },
    'host;x-amz-date',
    '9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197',
  ],
  [
    'get-vanilla-utf8-query',
    { query: [['ሴ', 'bar']] },
    'host;x-amz-date',
    '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04',
  ],
  [
    'post-header-value-case',
    { method: 'POST', headers: { 'My-Header1': 'VALUE1' } },
    'host;my-header1;x-amz-date',
    'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
  ],
  [
    'post-vanilla',
    { method: 'POST' },
    'host;x-amz-date',
    '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  ],
  [
    'post-x-www-form-urlencoded',
    form('application/x-www-form-urlencoded'),
    'content-type;host;x-amz-date',
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
  [
    'post-x-www-form-urlencoded-parameters',
    form('application/x-www-form-urlencoded; charset=utf8'),
    'content-type;host;x-amz-date',
    '1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe',
  ],
])("signs %s like Amazon's test suite", (_, request, names, signature) => {
  expect(signAwsRequest({ ...plain, ...request }, scope)).toEqual({
    'x-amz-date': '20150830T123600Z',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${names}, Signature=${signature}`,
  })
})

test('signs the token of temporary credentials too', () => {
  const temporary = { ...scope, credentials: { ...scope.credentials, sessionToken: SESSION } }
  const signed = signAwsRequest({ ...plain, method: 'POST' }, temporary)
  expect(signed['x-amz-security-token']).toBe(SESSION)
  expect(signed.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token, ')
  expect(signed.authorization).toContain('85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead')
})

test('signs the example of the IAM guide, with a query and another service', () => {
  const request: AwsRequest = {
    method: 'GET',
    host: 'iam.amazonaws.com',
    path: '/',
    query: [
      ['Action', 'ListUsers'],
      ['Version', '2010-05-08'],
    ],
    headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: '',
  }
  expect(signAwsRequest(request, { ...scope, service: 'iam' }).authorization).toMatch(
    /Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7$/,
  )
})

test('encodes an encoded path again for the signature, as Bedrock expects', () => {
  const encoded = signAwsRequest({ ...plain, path: '/model/a%3A0/converse' }, scope)
  const decoded = signAwsRequest({ ...plain, path: '/model/a:0/converse' }, scope)
  expect(encoded.authorization).not.toBe(decoded.authorization)
})

test('puts the signature of a presigned query last, with sorted names', () => {
  const request: AwsRequest = { ...plain, method: 'POST', query: [['Action', 'CallWithBearerToken']] }
  const temporary = { ...scope, credentials: { ...scope.credentials, sessionToken: 'a/b=' } }
  const query = presignAwsQuery(request, 900, temporary)
  expect(query.replace(/[0-9a-f]{64}$/, 'HEX')).toBe(
    'Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256' +
      '&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fservice%2Faws4_request' +
      '&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-Security-Token=a%2Fb%3D&X-Amz-SignedHeaders=host' +
      '&X-Amz-Signature=HEX',
  )
  expect(presignAwsQuery(request, 901, temporary)).not.toBe(query)
})

test('presigns a download from S3 as in the example of its documentation', () => {
  const request = {
    method: 'GET',
    host: 'examplebucket.s3.amazonaws.com',
    path: '/test.txt',
    query: [],
    headers: {},
    body: '',
  }
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    sessionToken: null,
  }
  const scope = { credentials, region: 'us-east-1', service: 's3', now: new Date('2013-05-24T00:00:00Z') }
  expect(presignAwsQuery(request, 86_400, scope)).toMatch(
    /&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404$/,
  )
})
