/** Shared by dropdown, context menu and command list. */
export const MENU_CONTENT =
  'z-50 min-w-44 max-w-80 animate-rise overflow-y-auto overflow-x-hidden rounded-lg border bg-raised p-1 shadow-md'
export const MENU_ITEM =
  'flex h-8 cursor-pointer select-none items-center gap-2 rounded-sm px-2 text-sm outline-none data-[disabled]:cursor-not-allowed data-[highlighted]:bg-hover data-[disabled]:opacity-50'
export const MENU_ITEM_DANGER = 'text-danger data-[highlighted]:bg-danger-soft'
export const MENU_SEPARATOR = '-mx-1 my-1 h-px bg-line'
