import { expect, test } from 'vitest'
import type { ModelOption } from '@/lib/contracts/models'
import { modelName } from './model-name'

const CONNECTION = '01a22a83-0000-7000-8000-000000000000'
const option: Pick<ModelOption, 'connection' | 'connectionName' | 'model' | 'label'> = {
  connection: CONNECTION,
  connectionName: 'Lab server',
  model: 'aurora-large',
  label: 'Aurora large',
}
const models: ModelOption[] = [
  { ...option, ability: 'chat', inputMicros: null, outputMicros: null, contextTokens: null } as ModelOption,
]

test('shows names of models and connections instead of ids', () => {
  expect(modelName(`${CONNECTION}/aurora-large`, models)).toBe('Aurora large · Lab server')
  expect(modelName(`${CONNECTION}/team/other`, models)).toBe('team/other · Lab server')
  expect(modelName('01a22a83-9999-7000-8000-000000000000/gone', models)).toBe('gone')
})
