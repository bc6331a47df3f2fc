/* What may be done with a visit of today. Pure; the hub decides, this only leaves out what it would refuse. */

const BEFORE = {
  cancel: ["reserved", "waiting", "held"],
  revive: ["no_show", "held", "void"],
  reprint: ["reserved", "waiting", "called", "serving", "held", "no_show"],
};

/** Whether `name` ("cancel", "revive", "reprint") makes sense for one of the visit's steps. */
export const may = ({ steps }, name) => steps.some((step) => BEFORE[name].includes(step.state));
