export function hasMariadb(): boolean
export function hasDovecot(): boolean
