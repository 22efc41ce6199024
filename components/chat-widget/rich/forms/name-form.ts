import { MAX_TITLE } from '../../chat/conversation-store'
import { h } from '../../element'
import { iconButton } from '../../icon-button'
import { icon } from '../../icons'
import { fill } from '../../texts'

/**
 * Inline rename: Enter and blur save, Escape cancels. `onDone` receives whether the focus has moved to another
 * element.
 */
export function nameForm(name: string, onDone: (name: string | null, hasLeft: boolean) => void): HTMLElement {
  let isDone = false
  const done = (name: string | null, hasLeft = false) => {
    if (!isDone) {
      isDone = true
      onDone(name, hasLeft)
    }
  }
  const field = h('input', { value: name, maxlength: MAX_TITLE, dir: 'auto', 'aria-label': fill('conversationName') })
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return
    // Prevents Escape from closing the panel as well.
    event.stopPropagation()
    done(null)
  })
  const form = h(
    'form',
    { class: 'naming' },
    field,
    iconButton(fill('keepName'), icon('check', 16), () => done(field.value)),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    done(field.value)
  })
  form.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) done(field.value, true)
  })
  return form
}
