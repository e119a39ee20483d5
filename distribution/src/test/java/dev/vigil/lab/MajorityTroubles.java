package dev.vigil.lab;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** What may happen to a cluster of two nodes and a witness: every shape of partition, and every way to stop an owner. */
enum MajorityTroubles {
    /** Nobody hears the owner, and it hears nobody. */
    OWNER_CUT_OFF {
        @Override
        void begin(Scene scene) {
            scene.cut(scene.owner(), scene.backup(), scene.witness());
        }
    },
    /** The two nodes do not hear each other; both hear the witness. */
    NODES_CUT {
        @Override
        void begin(Scene scene) {
            scene.cut(scene.owner(), scene.backup());
        }
    },
    /** The backup hears nothing of the owner, which hears the backup. */
    OWNER_UNHEARD_BY_BACKUP {
        @Override
        void begin(Scene scene) {
            scene.cutOneWay(scene.owner(), scene.backup());
        }
    },
    /** The owner hears nothing of the backup, which hears the owner. */
    BACKUP_UNHEARD_BY_OWNER {
        @Override
        void begin(Scene scene) {
            scene.cutOneWay(scene.backup(), scene.owner());
        }
    },
    /** The owner hears everybody, and nobody hears it. */
    OWNER_MUTE {
        @Override
        void begin(Scene scene) {
            scene.cutOneWay(scene.owner(), scene.backup(), scene.witness());
        }
    },
    /** Everybody hears the owner, which hears nobody. */
    OWNER_DEAF {
        @Override
        void begin(Scene scene) {
            scene.cutOneWay(scene.backup(), scene.owner());
            scene.cutOneWay(scene.witness(), scene.owner());
        }
    },
    /** The witness alone is cut off: nothing moves. */
    WITNESS_CUT_OFF {
        @Override
        void begin(Scene scene) {
            scene.cut(scene.witness(), scene.owner(), scene.backup());
        }
    },
    /** Every two of the three are cut: nobody has a majority. */
    ALL_CUT {
        @Override
        void begin(Scene scene) {
            scene.cut(scene.owner(), scene.backup(), scene.witness());
            scene.cut(scene.backup(), scene.witness());
        }
    },
    /** The process of the owner is killed; its guard is not. */
    OWNER_KILLED {
        @Override
        void begin(Scene scene) {
            scene.stage().kill(scene.owner());
        }

        @Override
        void end(Scene scene) {
            scene.stage().product().start(scene.owner());
        }
    },
    /** The process of the owner stands still; its guard does not. */
    OWNER_STOPPED {
        @Override
        void begin(Scene scene) {
            scene.signal("-STOP", NODE);
        }

        @Override
        void end(Scene scene) {
            scene.signal("-CONT", NODE);
        }
    },
    /** The process of the owner and its guard stand still; the kernel does not. */
    OWNER_AND_GUARD_STOPPED {
        @Override
        void begin(Scene scene) {
            scene.signal("-STOP", NODE, GUARD);
        }

        @Override
        void end(Scene scene) {
            scene.signal("-CONT", NODE, GUARD);
        }
    },
    /** Everything that runs on the owner stands still. */
    OWNER_FROZEN {
        @Override
        void begin(Scene scene) {
            scene.freezer().freeze(scene.owner());
        }

        @Override
        void end(Scene scene) {
            scene.freezer().thaw();
        }
    },
    /** The owner's power goes and comes back. */
    OWNER_WITHOUT_POWER {
        @Override
        void begin(Scene scene) {
            scene.stage().powerOff(scene.owner());
        }

        @Override
        void end(Scene scene) {
            scene.stage().powerOn(scene.owner());
        }
    },
    /** The witness's process is killed and comes back. */
    WITNESS_KILLED {
        @Override
        void begin(Scene scene) {
            scene.stage().kill(scene.witness());
        }

        @Override
        void end(Scene scene) {
            scene.stage().product().start(scene.witness());
        }
    };

    private static final String NODE = "dev.vigil.server.Main";
    private static final String GUARD = "GuardProgram";

    abstract void begin(Scene scene);

    /** Cuts are healed anyway. */
    void end(Scene scene) {
        scene.stage().lab().cables().heal();
    }

    /** Whether it can happen to two nodes alone. */
    boolean isOfTwo() {
        return this != WITNESS_CUT_OFF && this != WITNESS_KILLED && this != ALL_CUT;
    }

    /**
     * Who is who when it happens.
     *
     * @param witness the backup once more where there is none
     */
    record Scene(Stage stage, LabHost owner, LabHost backup, LabHost witness, Freezer freezer) {
        static Scene of(Stage stage, LabHost owner, Freezer freezer) {
            LabHost backup = stage.lab().other(owner);
            LabHost witness = stage.lab().hosts().stream().filter(host -> host != owner && host != backup).findFirst()
                    .orElse(backup);
            return new Scene(stage, owner, backup, witness, freezer);
        }

        void cut(LabHost one, LabHost... others) {
            for (LabHost other : others) {
                cutOneWay(one, other);
                cutOneWay(other, one);
            }
        }

        void cutOneWay(LabHost from, LabHost... to) {
            List<LabSwitch.Direction> ways = new ArrayList<>();
            for (LabHost other : new LinkedHashSet<>(List.of(to))) {
                Stream.of(Lan.values()).forEach(lan -> ways.add(new LabSwitch.Direction(from.port(lan), other.port(lan))));
            }
            stage.lab().cables().dropBetween(ways);
        }

        void signal(String signal, String... programs) {
            List<String> words = new ArrayList<>(List.of("kill", signal));
            owner.processes().stream().filter(process -> Stream.of(programs)
                    .anyMatch(name -> process.info().commandLine().orElse("").contains(name)))
                    .forEach(process -> words.add(Long.toString(process.pid())));
            Command.run(words);
        }
    }
}
