import { group } from "../../support/declaredGroup.js";

/** The program whose state is kept for each released version: groups in every form that state can hold. */
export const program = [
  group({ key: "all", name: "All applications" }, "all"),
  group({ key: "some", name: "Some applications", applicationKeys: ["web", "api", "tv"] }, "some"),
  group({ key: "odd~ness:ö", name: "Ünïcode and “quotes”", applicationKeys: ["a.b", "ö"] }, "odd"),
].join("");
