/** Home has nothing to choose. */
export function readHomeSearch(): object {
  return {}
}
