/** Below this zoom cards become tiles with their name. */
export const TILE_ZOOM = 0.5
/** Below this zoom a tile is too small for a name. */
export const NAMELESS_ZOOM = 0.15
/** The least size of names on the screen, in pixels. */
export const LEAST_NAME_PX = 11
