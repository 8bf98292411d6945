import { describeProgram } from "../../support/languageProgram.js";

describeProgram({ language: "yaml", file: "Pulumi.yaml", prepare: () => Promise.resolve() });
