import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { version } from "../../../provider/lib/version.js";
import { addSdk, describeProgram } from "../../support/languageProgram.js";

const pom = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>app</groupId>
  <artifactId>app</artifactId>
  <version>1.0</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <exec.mainClass>app.App</exec.mainClass>
  </properties>
  <dependencies>
    <dependency>
      <groupId>com.pulumi</groupId>
      <artifactId>pulumi</artifactId>
      <version>1.36.1</version>
    </dependency>
    <dependency>
      <groupId>com.google.code.findbugs</groupId>
      <artifactId>jsr305</artifactId>
      <version>3.0.2</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.codehaus.mojo</groupId>
        <artifactId>exec-maven-plugin</artifactId>
        <version>3.1.0</version>
      </plugin>
    </plugins>
  </build>
</project>
`;

describeProgram({
  language: "java",
  file: "src/main/java/app/App.java",
  prepare: async (stack) => {
    await writeFile(join(stack.folder, "pom.xml"), pom);
    await cp(await addSdk(stack, "java"), stack.folder, { recursive: true });
    // The SDK's own build would write this file.
    const resources = join(stack.folder, "src/main/resources/com/pulumi/launchdarkly-insights");
    await mkdir(resources, { recursive: true });
    await writeFile(join(resources, "version.txt"), version);
  },
});
