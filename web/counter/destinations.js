/* Where a visitor can be sent on to, derived from the hall. Pure. */

/** Every service but those that the visitor has or waits for already, by agency, the counter's own first:
 *  `[{agency, services: [{face, open, openness, waiting, staffed}]}]`; `staffed` when a counter of it is open. */
export function destinations(hall, current) {
  const taken = new Set((hall.tickets ?? []).filter(({ ticket }) => ticket.id === current.id).map(({ step }) => step.service));
  const own = (agency) => (agency.code === current.service.agency ? 0 : 1);
  return [...hall.agencies]
    .sort((a, b) => own(a) - own(b))
    .map((agency) => ({
      agency,
      services: hall.services
        .filter((face) => face.agency === agency.code && !taken.has(face.code))
        .map((face) => {
          const figures = hall.figures.services.find((one) => one.code === face.code);
          return {
            face,
            open: figures?.openness.why === "open",
            openness: figures?.openness ?? { why: "closed", until: null, note: null },
            waiting: figures?.waiting ?? 0,
            staffed: hall.counters.some((one) => one.state === "open" && one.services.includes(face.code)),
          };
        }),
    }))
    .filter((group) => group.services.length > 0);
}

/** The groups in which everything typed is found, in the agency's letter or name or in the service's name or keywords;
 *  a word that is what stands on an agency's tile is that agency's, and a single letter nothing else. `pick` takes a site's text in the chosen language. */
export function found(groups, typed, pick) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  return groups
    .map(({ agency, services }) => ({
      agency,
      services: services.filter(({ face }) => {
        const text = [pick(agency.short), pick(agency.name), pick(face.name), ...face.keywords].join(" ").toLowerCase();
        return words.every((word) => word === agency.letter.toLowerCase() || (word.length > 1 && text.includes(word)));
      }),
    }))
    .filter((group) => group.services.length > 0);
}
