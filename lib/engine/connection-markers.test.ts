import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectionMarker, fillMarkers, listMarkers } from './connection-markers'

const name = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,9}$/)

test('inserts any value without changing the surrounding text', () => {
  fc.assert(
    fc.property(name, name, fc.string({ unit: 'grapheme' }), (connection, field, value) => {
      const marker = (encoding: 'text' | 'uri' | 'json') => connectionMarker({ encoding, name: connection, field })
      const reveal = (text: string, part: string) => {
        expect([text, part]).toEqual([connection, field])
        return value
      }
      expect(fillMarkers(`a ${marker('text')} b`, reveal)).toBe(`a ${value} b`)
      expect(JSON.parse(fillMarkers(`{"k":"${marker('json')}"}`, reveal))).toEqual({ k: value })
      const url = new URL(fillMarkers(`https://a.example/x/${marker('uri')}/y?q=${marker('uri')}`, reveal))
      expect(url.searchParams.get('q')).toBe(value)
      expect(url.host).toBe('a.example')
    }),
  )
})

test('a marker survives a URL and JSON, and is listed in them', () => {
  const marker = connectionMarker({ encoding: 'uri', name: 'crm', field: 'key' })
  expect(new URL(`https://a.example/${marker}?q=${marker}`).href).toContain(`/${marker}?q=${marker}`)
  expect(listMarkers(`x${marker}y${marker}`)).toEqual([
    { encoding: 'uri', name: 'crm', field: 'key' },
    { encoding: 'uri', name: 'crm', field: 'key' },
  ])
})

test('no text can imitate a marker', () => {
  expect(listMarkers('_pb0123456789abcdef0123456789abcdef_text_crm_key_ {{connection.crm.key}}')).toEqual([])
})
