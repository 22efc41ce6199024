import { expect, test } from 'vitest'
import { regionOf } from './region-of'

test('uses a region that determines the address, but not beside a custom address', () => {
  const bedrock = { provider: 'bedrock', fields: { region: 'eu-central-1' } }
  expect(regionOf({ ...bedrock, baseUrl: null })).toBe('eu-central-1')
  expect(regionOf({ ...bedrock, baseUrl: 'https://bedrock-runtime.eu-central-1.amazonaws.com/' })).toBe('eu-central-1')
  expect(regionOf({ ...bedrock, baseUrl: 'https://bedrock-runtime.us-east-1.amazonaws.com' })).toBeNull()
  expect(regionOf({ ...bedrock, baseUrl: 'https://relay.example' })).toBeNull()
  const vertex = { provider: 'vertex', fields: { location: 'europe-west4', project: 'p' }, baseUrl: null }
  expect(regionOf(vertex)).toBe('europe-west4')
  expect(regionOf({ provider: 'openai', fields: { region: 'eu' }, baseUrl: 'https://relay.example/v1' })).toBeNull()
  expect(regionOf({ provider: 'nobody', fields: { region: 'eu' }, baseUrl: null })).toBeNull()
})
