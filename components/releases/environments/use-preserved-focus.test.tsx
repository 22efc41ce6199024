// @vitest-environment happy-dom
import { act, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { beforeAll, expect, test } from 'vitest'
import { usePreservedFocus } from './use-preserved-focus'

beforeAll(() => Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true))

function Column({ hasButton }: { hasButton: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  return (
    <div {...usePreservedFocus(heading)}>
      <h2 ref={heading} tabIndex={-1}>
        production
      </h2>
      {hasButton ? <button type="button">Stop</button> : null}
    </div>
  )
}

/** A column next to a field. @returns the focused element after the button was removed */
async function focusAfter(meanwhile: (parts: { button: HTMLElement | null; field: HTMLElement | null }) => void) {
  const holder = document.createElement('div')
  document.body.replaceChildren(holder)
  const root = createRoot(holder)
  const draw = (hasButton: boolean) =>
    act(async () =>
      root.render(
        <>
          <Column hasButton={hasButton} />
          <input />
        </>,
      ),
    )
  await draw(true)
  const [button, field] = [holder.querySelector('button'), holder.querySelector('input')]
  await act(async () => meanwhile({ button, field }))
  await draw(false)
  return document.activeElement?.tagName
}

test('moves the focus to the column heading when the focused button is removed', async () => {
  expect(await focusAfter(({ button }) => button?.focus())).toBe('H2')
})

test('does not move a focus that is elsewhere', async () => {
  const go = (button: HTMLElement | null, after: () => void) => {
    button?.focus()
    after()
  }
  expect(await focusAfter(({ button, field }) => go(button, () => field?.focus()))).toBe('INPUT')
  expect(await focusAfter(({ button }) => go(button, () => button?.blur()))).toBe('BODY')
  expect(await focusAfter(() => undefined)).toBe('BODY')
})
