import { createSpotlight } from '@mantine/spotlight'

const [store, palette] = createSpotlight()

export { palette, store as paletteStore }

/** Selects the first line of the palette; the kit itself does so only as one types, before anything is found. */
export function selectFirst(): void {
  const list = document.getElementById(paletteList())
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  store.updateState((state) => ({ ...state, selected: 0 }))
}

/** Whether a line of the palette is selected. */
export function hasSelected(): boolean {
  return document.getElementById(paletteList())?.querySelector('[data-selected]') != null
}

function paletteList(): string {
  return store.getState().listId
}
