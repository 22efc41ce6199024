import { appBadge } from '../../app-badge'
import type { ScreenOptions } from '../../chat/screen-options'
import type { SidePanel, SidePanelTarget } from '../../chat/side-panel'
import { h } from '../../element'
import { iconButton } from '../../icon-button'
import { icon } from '../../icons'
import { fill } from '../../texts'
import { ConversationList } from '../conversations/conversation-list'

/** Below this width the sidebar is a drawer over the chat. */
const WIDE = window.matchMedia('(min-width: 860px)')

export const createSidebar = (options: ScreenOptions, target: SidePanelTarget): SidePanel =>
  new Sidebar(options, target)

/** The conversations beside the chat on wide screens, and in a drawer on small ones. */
class Sidebar implements SidePanel {
  private readonly list: ConversationList
  private readonly element: HTMLElement
  private readonly scrim = h('div', { class: 'scrim', hidden: true, on: { click: () => this.close() } })
  private readonly chat: Element | null
  private opener: HTMLElement | null = null

  constructor(
    private readonly options: ScreenOptions,
    private readonly target: SidePanelTarget,
  ) {
    const { app, store } = options
    this.list = new ConversationList(options, {
      onOpen: (id) => this.leaveFor(() => store.open(id)),
      onRemove: () => target.refresh(),
    })
    const hide = iconButton(fill('hideConversations'), icon('sidebar'), () => this.close())
    const start = h('button', { type: 'button', class: 'new-chat' }, icon('pen', 16), fill('newChat'))
    start.addEventListener('click', () => this.leaveFor(() => store.startNew()))
    this.element = h(
      'aside',
      { class: 'side', 'aria-label': fill('conversations') },
      h('div', { class: 'side-head' }, appBadge(app), h('bdi', { class: 'side-title' }, app.title), hide),
      start,
      this.list.search,
      this.list.element,
    )
    this.chat = target.element.querySelector('.chat')
    target.element.prepend(this.element, this.scrim)
    store.onWrite = () => this.list.refresh()
    window.addEventListener('storage', () => this.list.refresh())
    WIDE.addEventListener('change', () => this.showWide(store.read(STATE) !== CLOSED))
    this.showWide(store.read(STATE) !== CLOSED)
  }

  /** Called by the button in the chat's header. */
  open(opener: HTMLElement): void {
    this.opener = opener
    if (WIDE.matches) {
      this.options.store.write(STATE, '')
      this.showWide(true)
    } else this.showDrawer(true)
    this.element.querySelector('button')?.focus()
  }

  /** @returns whether a drawer was open */
  closeDrawer(): boolean {
    const isOpen = !this.scrim.hidden
    if (isOpen) this.close()
    return isOpen
  }

  private close(): void {
    if (WIDE.matches) {
      this.options.store.write(STATE, CLOSED)
      this.showWide(false)
    } else this.showDrawer(false)
    this.opener?.focus()
    if (!this.opener) this.target.focus()
  }

  private leaveFor(choose: () => void): void {
    this.list.settle()
    if (!WIDE.matches) this.showDrawer(false)
    this.target.leaveFor(choose)
    this.list.refresh()
  }

  private showWide(isShown: boolean): void {
    this.showDrawer(false)
    this.element.hidden = WIDE.matches ? !isShown : true
    this.target.element.classList.toggle('with-side', WIDE.matches && isShown)
  }

  private showDrawer(isShown: boolean): void {
    this.scrim.hidden = !isShown
    this.element.hidden = !isShown
    // The drawer is modal, so the chat behind it must not be reachable.
    this.chat?.toggleAttribute('inert', isShown)
  }
}

const STATE = 'side'
const CLOSED = 'closed'
